/** What differs between versions of the product, or is published by nobody. Each of these is inferred [INF]. */
export interface Behaviour {
  /** [INF] The status of a create's answer: by version and resource it is one or the other. */
  readonly createStatus: 200 | 201;
  /** [INF] What a message for a mailbox that does not exist is answered with. */
  readonly unknownMailbox: 400 | 404;
  /**
   * Whether messages of one mailbox may share a name. `delete-older` is documented for disallowDuplicateMessages; that a
   * Global Mailbox compares without regard to case is too. [INF] That the older message is gone from the API at once.
   */
  readonly duplicateNames: 'allow' | 'delete-older' | 'delete-older-any-case';
  /** [INF] What PUT of a trading partner does with partnerName, code and username, which are create-only. */
  readonly createOnlyFields: 'ignore' | 'refuse';
  /** [INF] The largest page of a list. */
  readonly maximumPage: number;
}

/** Products as they are thought to be: none of them was ever asked. */
export const products = {
  'classic-5.2.6': {
    createStatus: 200,
    unknownMailbox: 400,
    duplicateNames: 'allow',
    createOnlyFields: 'refuse',
    maximumPage: 1000,
  },
  '6.1': {
    createStatus: 201,
    unknownMailbox: 400,
    duplicateNames: 'allow',
    createOnlyFields: 'ignore',
    maximumPage: 1000,
  },
  'global-mailbox': {
    createStatus: 201,
    unknownMailbox: 404,
    duplicateNames: 'delete-older-any-case',
    createOnlyFields: 'ignore',
    maximumPage: 1000,
  },
} as const satisfies Readonly<Record<string, Behaviour>>;

export type Product = keyof typeof products;

export function isProduct(name: string): name is Product {
  return Object.hasOwn(products, name);
}
