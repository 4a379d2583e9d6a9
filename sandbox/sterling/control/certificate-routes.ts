import { z } from 'zod';
import { certificateKinds, type CertificateKind } from '../certificates.ts';
import type { App } from '../resources/resource.ts';
import { bodyFields } from '../wire/body.ts';

const request = z.strictObject({ kind: z.enum(certificateKinds) });

/** `/certificate`: the server shows another certificate to connections from now on. */
export function addCertificateRoutes(app: App, show: (kind: CertificateKind) => Promise<void>): void {
  app.put('/certificate', async ({ body }) => {
    const { kind } = bodyFields(request, body);
    await show(kind);
    return { kind };
  });
}
