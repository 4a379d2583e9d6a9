/** Composite data elements of release 004010: their components as a segment's elements are written, with their relational notes. */
export const composites004010: Readonly<Record<string, { elements: string; notes?: string }>> = {
  // Composite unit of measure: a unit with exponent and multiplier, up to five times.
  C001: {
    elements:
      '01 355 M ID 2/2; 02 1018 O R 1/15; 03 649 O R 1/10; 04 355 O ID 2/2; 05 1018 O R 1/15; 06 649 O R 1/10; 07 355 O ID 2/2; 08 1018 O R 1/15; ' +
      '09 649 O R 1/10; 10 355 O ID 2/2; 11 1018 O R 1/15; 12 649 O R 1/10; 13 355 O ID 2/2; 14 1018 O R 1/15; 15 649 O R 1/10',
  },
  // Reference identifier: three pairs of qualifier and value.
  C040: {
    elements: '01 128 M ID 2/3; 02 127 M AN 1/30; 03 128 O ID 2/3; 04 127 O AN 1/30; 05 128 O ID 2/3; 06 127 O AN 1/30',
    notes: 'P0304 P0506',
  },
  // Position in a segment: the element, and the component of a composite.
  C030: { elements: '01 722 M N0 1/2; 02 1528 O N0 1/2' },
};
