import { writePartnerProfiles } from './partner-profiles.ts';

// For docker compose's sandboxes: writes the sandbox partners' profiles into a folder. Go-live is docker/sandbox's.
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: write-partner-profiles.ts FOLDER');
writePartnerProfiles(folder, new Date('2026-01-01T00:00:00Z'));
