import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partnerProfiles } from '../../local/partner-profiles.ts';
import { stackCompany } from '../../local/stack-config.ts';
import type { BusinessDocument } from '../../src/documents/document.ts';
import { createHttpClient, type HttpClient } from '../../src/http/http-client.ts';
import { parsePartnerFiles, type DocumentProfile } from '../../src/partners/index.ts';
import { createInvoiceStream } from '../../src/syspro/invoices/invoice-stream.ts';
import { createPurchaseOrderStream } from '../../src/syspro/purchase-orders/purchase-order-stream.ts';
import { createShipmentStream } from '../../src/syspro/shipments/shipment-stream.ts';
import { createTableScanner } from '../../src/syspro/table-scanner.ts';
import { renderInterchange, translateDocument, type TranslatedSet } from '../../src/translation/index.ts';
import { guideOf, readInterchanges, unwrapped, validateTransactionSet } from '../../src/x12/index.ts';
import { startSysproUnderTest, type SysproUnderTest } from '../sandbox/syspro/syspro-under-test.ts';
import { companyConfig, openSandbox, type SandboxAccess } from '../syspro/company-access.ts';

const directory = parsePartnerFiles(
  [...partnerProfiles(new Date('2026-01-01T00:00:00Z'))].map(([path, text]) => ({ path, text })),
);
const made = { at: new Date('2026-11-23T02:05:00Z'), timeZone: 'America/Chicago' };

interface Translated {
  readonly document: BusinessDocument;
  readonly profile: DocumentProfile;
  readonly result: TranslatedSet;
}

let under: SysproUnderTest;
let http: HttpClient;
let access: SandboxAccess;
let translated: Translated[];

beforeAll(async () => {
  under = await startSysproUnderTest({ orders: 200, invoices: 400, dispatchNotes: 300 });
  http = createHttpClient({ system: 'SYSPRO', connectTimeout: 5000, requestTimeout: 20_000 });
  access = openSandbox(under.sandbox, http);
  const company = companyConfig();
  const streams = [
    createPurchaseOrderStream(company),
    createInvoiceStream(company, access.enet.tables),
    createShipmentStream(company, access.enet.tables),
  ];
  const pages = await Promise.all(
    streams.map(async (stream) => createTableScanner(access.odata, stream).scan({ deep: true, limit: 5000 })),
  );
  translated = pages
    .flatMap(({ records }) => records)
    .flatMap((record) => {
      if (record.outcome !== 'document') return [];
      const { document } = record;
      const binding =
        document.type === 'purchase-order'
          ? directory.bindingOf(stackCompany, 'supplier', document.supplier)
          : directory.bindingOf(stackCompany, 'customer', document.customer);
      if (binding.kind !== 'bound') return [];
      const built = directory.documentProfile(binding.partner, document.type, 'production');
      if ('findings' in built) throw new Error(JSON.stringify(built.findings));
      return [{ document, profile: built.profile, result: translateDocument(document, built.profile, { made }) }];
    });
});

afterAll(async () => {
  await access.operator.close();
  http.close();
  await under.stop();
});

/** What was not sent, by the codes of its errors. */
function refused(type: BusinessDocument['type']): string[] {
  return translated
    .filter(({ document, result }) => document.type === type && !result.set)
    .flatMap(({ result }) => result.findings.filter(({ severity }) => severity === 'error').map(({ code }) => code));
}

describe('what partners of the sandbox get', () => {
  test('is every order, every dispatch note and every invoice of goods, in each partner’s dialect', () => {
    const sent = (type: BusinessDocument['type']): number =>
      translated.filter(({ document, result }) => document.type === type && result.set).length;
    expect(sent('purchase-order')).toBeGreaterThan(50);
    expect(sent('ship-notice')).toBeGreaterThan(80);
    expect(sent('invoice')).toBeGreaterThan(150);
    // The orders that are wrong on purpose. A carton of two orders is told below neither; a deposit bills no goods; a credit number has _, which the basic set has not.
    const besides = (type: BusinessDocument['type'], ...known: string[]): string[] =>
      refused(type).filter((code) => !known.includes(code));
    expect(besides('purchase-order', 'PO-NO-LINES', 'PO-UNIT-UNMAPPED')).toEqual([]);
    expect(besides('ship-notice', 'ASN-PACKAGE-ORDERS', 'X12-DUPLICATE')).toEqual([]);
    expect(besides('invoice', 'INV-NO-LINES', 'X12-CHARACTER')).toEqual([]);
    const without = translated.filter(({ result }) => result.findings.some(({ code }) => code === 'INV-NO-LINES'));
    expect(
      without.filter(({ document }) => document.type === 'invoice' && document.totals.merchandise !== '0'),
    ).toEqual([]);
  });

  test('reads back as it was written, and the release’s guide finds nothing wrong with it', () => {
    for (const { document, profile, result } of translated) {
      if (!result.set) continue;
      const controlNumbers = { interchange: 1, group: 1, sets: [1] };
      const text = renderInterchange({ sets: [result.set], profile, controlNumbers, ...made });
      const read = readInterchanges(unwrapped(text));
      const [set] = read.interchanges[0]?.groups[0]?.sets ?? [];
      const guide = guideOf(profile.release, result.set.id);
      const wrong = set && guide ? validateTransactionSet(set, guide) : ['no set or no guide'];
      expect([document.type, read.findings, set?.segments, wrong]).toEqual([
        document.type,
        [],
        result.set.segments,
        [],
      ]);
    }
  });

  test('comes in every structure: with cartons, pallets, credits and foreign currency', () => {
    const sets = translated.flatMap(({ result }) => (result.set ? [result.set] : []));
    const has = (id: string, element: number, value: string): boolean =>
      sets.some(({ segments }) => segments.some((one) => one.id === id && one.elements[element - 1] === value));
    for (const [id, element, value] of [
      ['BSN', 5, '0001'],
      ['BSN', 5, '0003'],
      ['BSN', 5, '0004'],
      ['HL', 3, 'T'],
      ['MAN', 1, 'GM'],
      ['BIG', 7, 'CR'],
      ['BIG', 7, 'CN'],
      ['CUR', 2, 'CAD'],
      ['SAC', 2, 'C310'],
      ['TXI', 1, 'GS'],
    ] as const)
      expect([id, value, has(id, element, value)]).toEqual([id, value, true]);
  });
});
