/** The floor's task queues, one for each of the product's. */
export const floorQueues = {
  documents: 'floor-documents',
  syspro: 'floor-syspro',
  sterling: 'floor-sterling',
} as const;
