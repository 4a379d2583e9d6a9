import type { SessionToken } from '../enet/session-token.ts';

/** How requests to the OData service say who asks. */
export interface ODataAuthentication {
  /** Whether a refusal may only mean that the session is gone: it is then SYSPRO-SESSION-LOST, and healed by {@link run}. */
  readonly bySession: boolean;
  /** Makes a request with its headers and gives what it gives. `secrets` is what no message may show. */
  run<T>(
    request: (
      headers: Readonly<Record<string, string>>,
      secrets: readonly string[],
      signal?: AbortSignal,
    ) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T>;
}

/** HTTP Basic with the operator's OData password, as SYSPRO documents it. */
export function basicAuthentication(username: string, password: string): ODataAuthentication {
  const encoded = Buffer.from(`${username}:${password}`).toString('base64');
  return {
    bySession: false,
    run: (request, signal) => request({ authorization: `Basic ${encoded}` }, [password, encoded], signal),
  };
}

/** Runs a call in the operator's session: repeated once, after one fresh logon, where it throws SYSPRO-SESSION-LOST. */
export type UseSession = <T>(
  call: (session: SessionToken, signal: AbortSignal) => Promise<T>,
  signal?: AbortSignal,
) => Promise<T>;

/** The token of the operator's e.net session in a header, as some sites have it (inferred). Requests then take turns with e.net's. */
export function sessionAuthentication(
  use: UseSession,
  header: { readonly name: string; readonly prefix: string },
): ODataAuthentication {
  return {
    bySession: true,
    run: (request, signal) =>
      use((session, either) => {
        // A header's value cannot end in blanks.
        const token = session.verbatim.trim();
        return request({ [header.name.toLowerCase()]: `${header.prefix}${token}` }, [token], either);
      }, signal),
  };
}
