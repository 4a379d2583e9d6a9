import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SandboxCompanyState } from '../sandbox-company.ts';
import { dispatchStatuses } from '../seed/dispatch-note.ts';
import { documentTypes } from '../seed/invoice.ts';
import { orderStatuses } from '../seed/purchase-order.ts';
import { isDealName } from '../seed/sales.ts';
import { BadControlRequest } from './control-request.ts';
import { registerPartyRoutes } from './party-routes.ts';

const row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const company = z.string().optional();
const flag = z.boolean().optional();
const raiseAny = {
  company,
  count: z.int().min(1).max(5000).optional(),
  goodsLines: z.int().min(0).max(900).optional(),
  plain: flag,
  header: row.optional(),
} as const;
const editAny = {
  company,
  header: row.optional(),
  lines: z.array(row).optional(),
  removeLines: z.array(z.int()).optional(),
  purge: flag,
} as const;

const raisePurchaseOrders = z.strictObject({
  ...raiseAny,
  status: z.enum(orderStatuses).optional(),
  supplier: z.string().optional(),
  orderDate: z.iso.date().optional(),
});
const editPurchaseOrder = z.strictObject({
  ...editAny,
  status: z.enum(orderStatuses).optional(),
  renumber: flag,
  receive: flag,
  reprint: flag,
});
const salesOrderStatus = z.enum(['0', '1', '2', '4', '8', '9', 'S', '\\']);
const raiseSalesOrders = z.strictObject({
  ...raiseAny,
  status: salesOrderStatus.optional(),
  customer: z.string().optional(),
  orderDate: z.iso.date().optional(),
});
const editSalesOrder = z.strictObject({ ...editAny, status: salesOrderStatus.optional(), complete: flag });
const raiseDispatchNotes = z.strictObject({
  ...raiseAny,
  status: z.enum(dispatchStatuses).exclude(['9']).optional(),
  customer: z.string().optional(),
  date: z.iso.date().optional(),
  orders: z.int().min(1).max(50).optional(),
  salesOrders: z.array(z.string()).min(1).optional(),
});
const editDispatchNote = z.strictObject({
  ...editAny,
  status: z.enum(dispatchStatuses).optional(),
  form: row.optional(),
  cartons: z.array(row).optional(),
  removeCartons: flag,
});
const raiseInvoices = z.strictObject({
  ...raiseAny,
  kind: z.string().refine(isDealName, { error: 'is no kind of deal' }).optional(),
  dispatchNotes: z.array(z.string()).min(1).optional(),
  documentType: z.enum(documentTypes).optional(),
  customer: z.string().optional(),
  ediOnly: flag,
  invoiceDate: z.iso.date().optional(),
});
const editInvoice = z.strictObject({
  company,
  header: row.optional(),
  summary: row.optional(),
  lines: z.array(row).optional(),
  pay: flag,
  proofOfDelivery: flag,
  purge: flag,
});
const dayBody = z.strictObject({
  company,
  day: z.iso.date(),
  orders: z.int().min(0).max(100_000).optional(),
  invoices: z.int().min(0).max(100_000).optional(),
  dispatchNotes: z.int().min(0).max(100_000).optional(),
  seed: z.int().optional(),
});

/** Raising and editing records, and living a day. Numbers in paths are SYSPRO's full keys, URL-encoded. */
export function registerRecordRoutes(
  app: FastifyInstance,
  find: (company: string | undefined) => SandboxCompanyState | undefined,
): void {
  const of = (id: string | undefined): SandboxCompanyState => {
    const found = find(id);
    if (found === undefined) throw new BadControlRequest(`there is no company ${id ?? ''}`);
    return found;
  };

  app.post('/purchase-orders', async (request, reply) => {
    const { company: id, ...spec } = raisePurchaseOrders.parse(request.body ?? {});
    return reply.code(201).send({ purchaseOrders: await of(id).stores.purchaseOrders.raise(spec) });
  });
  app.post<{ Params: { number: string } }>('/purchase-orders/:number', async (request, reply) => {
    const { company: id, ...spec } = editPurchaseOrder.parse(request.body ?? {});
    const { number } = request.params;
    if (!(await of(id).stores.purchaseOrders.edit(number, spec)))
      return reply.code(404).send({ error: `there is no purchase order ${number}` });
    return { purchaseOrder: number };
  });

  app.post('/sales-orders', async (request, reply) => {
    const { company: id, ...spec } = raiseSalesOrders.parse(request.body ?? {});
    return reply.code(201).send({ salesOrders: await of(id).stores.salesOrders.raise(spec) });
  });
  app.post<{ Params: { number: string } }>('/sales-orders/:number', async (request, reply) => {
    const { company: id, ...spec } = editSalesOrder.parse(request.body ?? {});
    const { number } = request.params;
    if (!(await of(id).stores.salesOrders.edit(number, spec)))
      return reply.code(404).send({ error: `there is no open sales order ${number}, or nothing billed it` });
    return { salesOrder: number };
  });

  app.post('/dispatch-notes', async (request, reply) => {
    const { company: id, ...spec } = raiseDispatchNotes.parse(request.body ?? {});
    return reply.code(201).send({ dispatchNotes: await of(id).stores.dispatchNotes.raise(spec) });
  });
  app.post<{ Params: { number: string } }>('/dispatch-notes/:number', async (request, reply) => {
    const { company: id, ...spec } = editDispatchNote.parse(request.body ?? {});
    const { number } = request.params;
    if (!(await of(id).stores.dispatchNotes.edit(number, spec)))
      return reply.code(404).send({ error: `there is no dispatch note ${number}` });
    return { dispatchNote: number };
  });

  app.post('/invoices', async (request, reply) => {
    const { company: id, ...spec } = raiseInvoices.parse(request.body ?? {});
    return reply.code(201).send({ invoices: await of(id).stores.invoices.raise(spec) });
  });
  app.post<{ Params: { customer: string; invoice: string; documentType: string } }>(
    '/invoices/:customer/:invoice/:documentType',
    async (request, reply) => {
      const { company: id, ...spec } = editInvoice.parse(request.body ?? {});
      const { customer, invoice, documentType } = request.params;
      const key = { customer, invoice, documentType };
      if (!(await of(id).stores.invoices.edit(key, spec)))
        return reply.code(404).send({ error: `there is no invoice ${customer} ${invoice} ${documentType}` });
      return key;
    },
  );

  registerPartyRoutes(app, of);

  app.post('/live', (request) => {
    const { company: id, ...spec } = dayBody.parse(request.body);
    return of(id).live(spec);
  });
}
