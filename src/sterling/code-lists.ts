import { z } from 'zod';
import { createUnlessThere, type Creation } from './create-unless-there.ts';
import type { SterlingApi } from './sterling-api.ts';
import { coded, optional, text, wholeNumber } from './wire-values.ts';

/** Which code list: one of the versions of a name, of two parties or of nobody in particular. */
export interface CodeListKey {
  readonly name: string;
  readonly senderIdentity?: string;
  readonly receiverIdentity?: string;
  /** {@link defaultVersion} stands for the one that is the default; older servers do not know it. */
  readonly version: number;
}

const defaultVersion = -1;

/** A code list without its codes. */
export interface CodeList extends CodeListKey {
  readonly comments?: string;
  readonly isActive?: boolean;
}

/** One pair of codes. Sterling joins keys by `|`, so that neither code may hold one. */
export interface Code {
  readonly senderCode: string;
  readonly receiverCode: string;
  readonly description?: string;
  /** `text1` to `text9` in their order; a blank one is undefined, so that each of the others keeps its place. */
  readonly texts?: readonly (string | undefined)[];
}

/** A code list to be made with its first codes; its version is the server's to count. */
export interface NewCodeList extends Omit<CodeListKey, 'version'> {
  readonly comments?: string;
  readonly codes: readonly Code[];
}

/** The `codelists` and `codelistcodes` resources: where Sterling keeps cross-references. */
export interface CodeLists {
  /** Every version of every list. @throws SterlingError */
  listCodeLists(signal?: AbortSignal): Promise<CodeList[]>;
  /** The codes of exactly this list; none when there is no such list. @throws SterlingError */
  readCodes(list: CodeListKey, signal?: AbortSignal): Promise<Code[]>;
  /**
   * Makes a list. `exists`: there is one of exactly this name and these parties; it stays as it is.
   * @throws SterlingError; with outcome `unknown` it may have been made
   * @throws RangeError for a code or name with `|`, or more than nine texts
   */
  createCodeList(list: NewCodeList, signal?: AbortSignal): Promise<Creation>;
  /**
   * Adds codes to a list.
   * @throws SterlingError; with outcome `unknown` they may have been added: read before any repeat
   * @throws RangeError as for createCodeList
   */
  addCodes(list: CodeListKey, codes: readonly Code[], signal?: AbortSignal): Promise<void>;
}

const words = coded(optional(text));

const wireList = z
  .object({
    codeListName: z.string().min(1),
    senderIdentity: words,
    receiverIdentity: words,
    versionNumber: coded(wholeNumber),
    comments: words,
    listStatus: coded(optional(wholeNumber)),
  })
  .transform(({ codeListName: name, versionNumber: version, listStatus, ...rest }): CodeList => ({
    ...rest,
    name,
    version,
    // 1 active, 2 inactive.
    isActive: listStatus === undefined ? undefined : listStatus === 1,
  }));

const textFields = ['text1', 'text2', 'text3', 'text4', 'text5', 'text6', 'text7', 'text8', 'text9'] as const;
const code = coded(text);

const wireCode = z.looseObject({
  // list|sender|receiver|version|senderCode|receiverCode: the only word of which list a code belongs to.
  _id: z.string(),
  senderCode: code,
  receiverCode: code,
  description: words,
});

export function createCodeLists(api: SterlingApi): CodeLists {
  return {
    listCodeLists(signal) {
      return api.list('codelists/', {}, wireList, signal);
    },

    async readCodes(list, signal) {
      // The list can be asked for by name and version only, loosely; the parties are compared here.
      const query = { listName: list.name, listVersion: String(list.version) };
      const rows = await api.list('codelistcodes/', query, wireCode, signal);
      return rows.filter(({ _id: key }) => isOf(list, key)).map(codeOf);
    },

    async createCodeList({ name, senderIdentity, receiverIdentity, comments, codes }, signal) {
      keyOf({ name, senderIdentity, receiverIdentity, version: 0 });
      const fields = { codeListName: name, senderIdentity, receiverIdentity, comments, codes: codes.map(fieldsOf) };
      return createUnlessThere(
        () => api.make('codelists/', fields, signal),
        async () => {
          const found = await api.list('codelists/', { codeListName: name }, wireList, signal);
          return found.find(
            (list) =>
              list.name === name &&
              list.senderIdentity === senderIdentity &&
              list.receiverIdentity === receiverIdentity,
          );
        },
      );
    },

    async addCodes(list, codes, signal) {
      await api.add('codelistcodes/', { CodeList: keyOf(list), codeSet: codes.map(fieldsOf) }, signal);
    },
  };
}

/** A list's key; an empty place stands for no party. */
function keyOf({ name, senderIdentity = '', receiverIdentity = '', version }: CodeListKey): string {
  const parts = [name, senderIdentity, receiverIdentity];
  if (parts.some((part) => part.includes('|'))) throw new RangeError(`the code list ${name} has a | in its key`);
  return [...parts, version].join('|');
}

function isOf(list: CodeListKey, codeKey: string): boolean {
  const [name, sender, receiver, version] = codeKey.split('|');
  const { senderIdentity = '', receiverIdentity = '' } = list;
  const isVersion = list.version === defaultVersion || version === String(list.version);
  return name === list.name && sender === senderIdentity && receiver === receiverIdentity && isVersion;
}

function codeOf({ senderCode, receiverCode, description, ...rest }: z.output<typeof wireCode>): Code {
  const texts = textFields.map((field) => words.parse(rest[field]));
  const last = texts.findLastIndex((value) => value !== undefined);
  return { senderCode, receiverCode, description, ...(last >= 0 && { texts: texts.slice(0, last + 1) }) };
}

function fieldsOf({ senderCode, receiverCode, description, texts = [] }: Code): object {
  if (`${senderCode}${receiverCode}`.includes('|'))
    throw new RangeError(`the code ${senderCode} or ${receiverCode} has a |`);
  if (texts.length > textFields.length) throw new RangeError(`the code ${senderCode} has more than nine texts`);
  const named = texts.map((value, n) => [textFields[n], value]);
  return { senderCode, receiverCode, description, ...Object.fromEntries(named) };
}
