import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/**
 * The API's id of a model: `<namespace>.<name>` of its endpoint Component, lower case.
 * @param entityRef - ref of the Component, for example `component:default/credit-risk`
 * @throws InputError when the ref is not that of a Component
 * @public
 */
export function toModelId(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  if (kind.toLocaleLowerCase('en-US') !== 'component') {
    throw new InputError(
      `'${entityRef}' is not a model endpoint: expected a ref of kind Component`,
    );
  }
  return `${namespace}.${name}`.toLocaleLowerCase('en-US');
}

/**
 * The entity ref that a model id stands for. A namespace holds no dot, so the first dot parts the two.
 * @param modelId - for example `default.credit-risk`
 * @throws InputError when the id has no namespace or no name
 * @public
 */
export function toEntityRef(modelId: string): string {
  const dot = modelId.indexOf('.');
  if (dot < 1 || dot === modelId.length - 1) {
    throw new InputError(
      `'${modelId}' is not a model id: expected <namespace>.<name> of the endpoint's Component`,
    );
  }
  return stringifyEntityRef({
    kind: 'component',
    namespace: modelId.slice(0, dot),
    name: modelId.slice(dot + 1),
  });
}
