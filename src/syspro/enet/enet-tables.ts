import type { XmlElement } from '../xml-element.ts';

/** Runs a query business object within the operator's session and gives the root of its reply. @throws SysproError */
export type EnetQuery = (businessObject: string, xmlIn: string, signal?: AbortSignal) => Promise<XmlElement>;
