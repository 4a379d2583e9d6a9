/** Steps that do nothing; the third is counted. */
export interface NoOps {
  first(): Promise<void>;
  second(): Promise<void>;
  third(): Promise<void>;
}

export function createNoOps(count: () => void): NoOps {
  return {
    async first() {},
    async second() {},
    async third() {
      count();
    },
  };
}
