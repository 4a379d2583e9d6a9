import type { Pool } from 'pg';
import { z } from 'zod';
import type { App } from '../resources/resource.ts';
import { robotHabit } from '../robots/habit.ts';
import { robotLog } from '../robots/robot-log.ts';
import { processHabit, processHabits, setProcessHabit } from '../routing/processes.ts';
import { notFound } from '../wire/api-error.ts';
import { bodyFields } from '../wire/body.ts';

interface CodeRoute {
  Params: { readonly code: string };
}

const logFilter = z.strictObject({
  code: z.string().optional(),
  messageId: z.coerce.number().int().optional(),
  after: z.coerce.number().int().optional(),
});

/** `/robots` and `/processes`: what the partners do, and the processes behind the rules. */
export function addRobotRoutes(app: App, db: Pool): void {
  app.get('/robots/log', (request) => robotLog(db, bodyFields(logFilter, request.query)));

  app.get('/robots', async () => {
    const { rows } = await db.query('SELECT code, habit, messages FROM robot ORDER BY code');
    return rows;
  });
  app.get<CodeRoute>('/robots/:code', async ({ params }) => {
    const { rows } = await db.query<{ habit: unknown }>('SELECT habit FROM robot WHERE code = $1', [params.code]);
    if (rows[0] === undefined) throw notFound(`There is no robot ${params.code}`);
    return robotHabit.parse(rows[0].habit);
  });
  // Also for a partner that was created since: its robot looks into /CODE/Outbound and /CODE/Test.
  app.put<CodeRoute>('/robots/:code', async ({ params, body }) => {
    const habit = bodyFields(robotHabit, body);
    await db.query(
      'INSERT INTO robot (code, habit) VALUES ($1, $2) ON CONFLICT (code) DO UPDATE SET habit = excluded.habit',
      [params.code, habit],
    );
    return habit;
  });

  app.get('/processes', () => processHabits(db));
  app.put<CodeRoute>('/processes/:code', async ({ params, body }) => {
    const habit = bodyFields(processHabit, body);
    await setProcessHabit(db, params.code, habit);
    return habit;
  });
}
