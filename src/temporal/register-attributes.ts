import type { Connection } from '@temporalio/client';
import { searchAttributes } from './search-attributes.ts';

type Services = Pick<Connection, 'operatorService'>;

// temporal.api.enums.v1.IndexedValueType; the enum itself is in a package of generated code we do not otherwise need.
const keywordType = 2;

/** The search attributes the namespace lacks, or has with another type. */
export async function missingSearchAttributes({ operatorService }: Services, namespace: string): Promise<string[]> {
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  return Object.values(searchAttributes)
    .map(({ name }) => name)
    .filter((name) => Number(customAttributes[name]) !== keywordType);
}

/**
 * Registers the search attributes the namespace lacks. A workflow that sets an unregistered one would retry its task for
 * ever, so a worker does this before it polls.
 * @returns those that were registered now
 */
export async function registerSearchAttributes(services: Services, namespace: string): Promise<string[]> {
  const missing = await missingSearchAttributes(services, namespace);
  if (missing.length > 0) {
    await services.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map((name) => [name, keywordType])),
    });
  }
  return missing;
}
