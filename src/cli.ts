import { buildProgram } from './cli/program.ts';

process.exitCode = await buildProgram().run(process.argv.slice(2));
