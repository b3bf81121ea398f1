import { useEffect, useId, useState } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { nameOf } from '../../alerts';
import { errorMessage } from '../../format';
import { useResource } from '../../hooks';

/** Milliseconds without a key press after which is searched. */
const PAUSE = 300;
/** People and groups that are offered at once; typing finds the others. */
const MOST = 20;

interface Assignee {
  ref: string;
  label: string;
}

/** Properties of {@link AssigneeField}. */
export interface AssigneeFieldProps {
  /** Ref of a user or group; null for nobody. */
  value: string | null;
  onChange(value: string | null): void;
}

/** Finds a person or a group of the catalog; who is signed in comes first. */
export function AssigneeField(props: AssigneeFieldProps) {
  const { value, onChange } = props;
  const id = useId();
  const catalogApi = useApi(catalogApiRef);
  const identityApi = useApi(identityApiRef);
  const [text, setText] = useState('');
  const [term, setTerm] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setTerm(text.trim()), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);

  const me = useResource('me', () => identityApi.getBackstageIdentity());
  const found = useResource(term, async () => {
    const { items } = await catalogApi.queryEntities({
      filter: { kind: ['user', 'group'] },
      fields: ['kind', 'metadata', 'spec.profile'],
      limit: MOST,
      ...(term && {
        fullTextFilter: {
          term,
          fields: [
            'metadata.name',
            'metadata.title',
            'spec.profile.displayName',
          ],
        },
      }),
    });
    return items.map((entity): Assignee => {
      const ref = stringifyEntityRef(entity);
      const profile = entity.spec?.profile as
        | { displayName?: string }
        | undefined;
      const name = profile?.displayName ?? entity.metadata.title;
      return {
        ref,
        label: `${name ?? nameOf(ref)} (${entity.kind.toLocaleLowerCase(
          'en',
        )})`,
      };
    });
  });
  const own = me.value?.userEntityRef;
  const others = (found.value ?? []).filter(({ ref }) => ref !== own);
  const options: Assignee[] =
    own && !term
      ? [{ ref: own, label: `Me (${nameOf(own)})` }, ...others]
      : found.value ?? [];
  const selected = value
    ? options.find(({ ref }) => ref === value) ?? {
        ref: value,
        label: nameOf(value),
      }
    : null;
  return (
    <Autocomplete
      id={id}
      size="small"
      options={options}
      value={selected}
      loading={found.loading}
      onChange={(_, chosen) => onChange(chosen?.ref ?? null)}
      onInputChange={(_, next, reason) =>
        setText(reason === 'input' ? next : '')
      }
      getOptionLabel={option => option.label}
      getOptionSelected={(option, { ref }) => option.ref === ref}
      // The catalog has searched already.
      filterOptions={all => all}
      renderInput={params => (
        <TextField
          {...params}
          variant="outlined"
          label="Assign to"
          error={Boolean(found.error)}
          helperText={
            found.error
              ? `The catalog could not be searched: ${errorMessage(
                  found.error,
                )}`
              : 'A person or a group; empty for nobody.'
          }
        />
      )}
    />
  );
}
