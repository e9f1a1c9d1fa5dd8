// A throw-away PostgreSQL: its own folder, a socket and no port, gone when stopped. It refuses to run as root, so it runs
// as the user `postgres` there.
import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Postgres {
  url: string;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<Postgres> {
  const bin = findPostgres();
  const folder = await mkdtemp('/tmp/lightwell-pg-'); // short: a socket's path has at most 107 characters
  const owner = await whoRunsIt();
  if (owner.uid !== undefined) await chown(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  await run(join(bin, 'initdb'), ['-D', data, '-U', 'lightwell', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'], {
    ...owner,
    cwd: folder,
  });
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off', '-c', 'full_page_writes=off'],
    { ...owner, cwd: folder, stdio: 'ignore' },
  );
  await accepting(bin, folder);
  await run(join(bin, 'createdb'), ['-h', folder, '-U', 'lightwell', 'lightwell']);
  return {
    url: `postgres://lightwell@localhost/lightwell?host=${folder}`,
    stop: async () => {
      const exit = new Promise((left) => server.once('exit', left));
      server.kill('SIGINT'); // "fast shutdown"
      await exit;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function findPostgres(): string {
  if (process.env.POSTGRES_BIN) return process.env.POSTGRES_BIN;
  const installed = '/usr/lib/postgresql';
  const versions = existsSync(installed) ? readdirSync(installed).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => join(installed, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
  if (!found) throw new Error('PostgreSQL is missing: run bin/setup test');
  return found;
}

async function whoRunsIt(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = await Promise.all(['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'postgres'])).stdout)));
  return { uid, gid };
}

async function accepting(bin: string, folder: string) {
  for (let attempt = 0; attempt < 200; attempt++) {
    const answer = await run(join(bin, 'pg_isready'), ['-h', folder, '-U', 'lightwell']).catch(() => undefined);
    if (answer) return;
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error('PostgreSQL did not start within 10 s');
}
