import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { numberStyles } from './numbering.ts';
import type { SandboxCompany, SandboxOperator } from './options.ts';
import { isScenario, type Scenario } from './scenarios.ts';

const scenarioName = z.custom<Scenario>((name) => typeof name === 'string' && isScenario(name), {
  error: 'is no scenario',
});
const count = z.int().min(0).optional();

/** The companies and operators of a sandbox as a JSON file has them. Passwords are in files of their own, or the sandbox's well-known ones. */
const fileSchema = z.strictObject({
  companies: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        name: z.string().optional(),
        passwordFile: z.string().optional(),
        numberStyle: z.enum(numberStyles).optional(),
        seed: z.int().optional(),
        orders: count,
        invoices: count,
        dispatchNotes: count,
        scenarios: z.array(scenarioName).optional(),
      }),
    )
    .min(1),
  operators: z
    .array(
      z.strictObject({
        code: z.string().min(1),
        passwordFile: z.string().optional(),
        odataPasswordFile: z.string().optional(),
      }),
    )
    .min(1)
    .optional(),
});

/** Several companies and operators. Any operator may log on to any company. */
export interface Tenants {
  readonly companies: readonly SandboxCompany[];
  readonly operators?: readonly SandboxOperator[];
}

/**
 * Reads the file.
 *
 * @throws Error that names the file and what is wrong in it
 */
export async function readCompaniesFile(path: string): Promise<Tenants> {
  const { data, error } = fileSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (error !== undefined) throw new Error(`${path}: ${z.prettifyError(error)}`);
  const companies = await Promise.all(
    data.companies.map(async ({ name, passwordFile, ...company }) =>
      defined({
        ...company,
        name: name ?? `Company ${company.id}`,
        password: await readSecret(passwordFile, ''),
      }),
    ),
  );
  if (data.operators === undefined) return { companies };
  const operators = await Promise.all(
    data.operators.map(({ code, passwordFile, odataPasswordFile }) =>
      readOperator(code, passwordFile, odataPasswordFile),
    ),
  );
  return { companies, operators };
}

/** An operator with its passwords from files; without a file, the sandbox's well-known one. */
export async function readOperator(
  code: string,
  passwordFile: string | undefined,
  odataPasswordFile: string | undefined,
): Promise<SandboxOperator> {
  return {
    code,
    password: await readSecret(passwordFile, 'edibot-enet'),
    odataPassword: await readSecret(odataPasswordFile, 'edibot-odata'),
  };
}

/** What a secret's file holds, without the line's end. */
export async function readSecret(file: string | undefined, fallback: string): Promise<string> {
  return file === undefined ? fallback : (await readFile(file, 'utf8')).trimEnd();
}

/** Without the properties that are undefined. */
function defined(company: { readonly [K in keyof SandboxCompany]: SandboxCompany[K] | undefined }): SandboxCompany {
  const { id = '', name = '', password = '' } = company;
  const entries = Object.entries(company).filter(([, value]) => value !== undefined);
  return Object.assign({ id, name, password }, Object.fromEntries(entries));
}
