import { expect, test } from 'vitest';
import { masterDifferences, missingInSterling, partnersInSterling } from '../../sandbox/seed/master-differences.ts';
import { tradingPartners } from '../../sandbox/seed/trading-partners.ts';
import { supplierAddressRow, supplierRow, suppliers } from '../../sandbox/syspro/seed/suppliers.ts';

const codes = new Set(tradingPartners.map(({ code }) => code));

test('each difference is of a partner there is, and is one', () => {
  expect([...Object.keys(masterDifferences), ...missingInSterling].filter((code) => !codes.has(code))).toEqual([]);
  for (const partner of tradingPartners)
    for (const [field, value] of Object.entries(masterDifferences[partner.code]?.instead ?? {}))
      expect([partner.code, field, value]).not.toEqual([partner.code, field, Reflect.get(partner, field)]);
});

test('otherwise both stand-ins have the same', () => {
  const inSyspro = new Map(
    suppliers.map((one) => [one.supplier, { ...supplierRow(one, '2026-01-01'), ...supplierAddressRow(one) }]),
  );
  const same = partnersInSterling.filter(({ code }) => !masterDifferences[code]);
  expect(same).toHaveLength(codes.size - Object.keys(masterDifferences).length - missingInSterling.size);
  for (const { supplier, name, contact, phone, email, street, street2, city, state, postalCode, country } of same)
    expect(inSyspro.get(supplier)).toMatchObject({
      SupplierName: name,
      Contact: contact,
      Telephone: phone,
      Email: email,
      SupAddr1: street,
      SupAddr2: street2,
      SupAddr3Loc: city,
      SupAddr4: state,
      SupPostalCode: postalCode,
      Nationality: country,
    });
});
