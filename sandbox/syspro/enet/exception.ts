import { element, group } from './xml.ts';

/** Numbers of the e.net exceptions the sandbox raises. Only 100000 is known from public code; the others are inferred. */
export const exceptionNumbers = {
  /** The business object is not registered, or not in the licence. */
  unknownBusinessObject: '100000',
  /** XmlIn is not what the business object expects. */
  badXml: '100001',
  /** The key names no record. */
  notFound: '100002',
} as const;

/** A business object's refusal of the whole request. */
export class EnetException extends Error {
  override readonly name = 'EnetException';
  readonly number: string;
  constructor(number: string, message: string) {
    super(message);
    this.number = number;
  }
}

/** The exception as XML. Its element names are inferred, except `Message`, which clients look for. */
export function exceptionXml(exception: EnetException): string {
  const content = element('ExceptionNumber', exception.number) + element('Message', exception.message);
  return `<?xml version="1.0" encoding="Windows-1252"?>\n${group('Exception', content)} `;
}
