import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { isCatalogRef, nameOf } from '../../alerts';

/** Who somebody is: linked when the catalog knows them, by name when another system does. */
export function RefName(props: { of: string }) {
  return isCatalogRef(props.of) ? (
    <EntityRefLink entityRef={props.of} hideIcon title={nameOf(props.of)} />
  ) : (
    <>{nameOf(props.of)}</>
  );
}
