// One real `lightwell` with demo data, on a free port and a folder of its own; nothing of it is left when it stops.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Postgres, startPostgres } from './postgres';

const run = promisify(execFile);
const here = fileURLToPath(new URL('.', import.meta.url));
const binary = process.env.LIGHTWELL_BINARY || resolve(here, '../../target/release/lightwell');

export interface House {
  url: string;
  /** The letters that would have been sent to that address, the newest last; no mail server is named, so they are files. */
  letters(to: string): string[];
  stop(): Promise<void>;
}

export async function startHouse(name: string, database: 'sqlite' | 'postgres'): Promise<House> {
  if (!existsSync(binary)) throw new Error(`${binary} is missing: run bin/build first`);
  const data = await mkdtemp(join(tmpdir(), 'lightwell-end2end-'));
  const postgres = database === 'postgres' ? await startPostgres() : undefined;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = settings(data, port, postgres);
  await run(binary, ['demo'], { env, cwd: data });
  const server = spawn(binary, ['serve'], { env, cwd: data, stdio: ['ignore', 'pipe', 'pipe'] });
  keepLog(server, name);
  await ready(server, url);
  return {
    url,
    letters: (to) => lettersIn(join(data, 'mail'), to),
    stop: async () => {
      await ended(server);
      await postgres?.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

function lettersIn(folder: string, to: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).map((file) => join(folder, file));
  const inOrder = files.sort((one, other) => statSync(one).mtimeMs - statSync(other).mtimeMs);
  const letters = inOrder.map((file) => readable(readFileSync(file, 'utf8')));
  return letters.filter((letter) => letter.includes(`To: ${to}`));
}

/** A letter as mail programs read it: its parts decoded, soft line breaks joined. */
function readable(letter: string): string {
  const part = (text: string) => {
    const [head, ...rest] = text.split('\r\n\r\n');
    const body = rest.join('\r\n\r\n');
    if (/encoding: base64/i.test(head)) return `${head}\n${Buffer.from(body, 'base64').toString('utf8')}`;
    return `${head}\n${body.replace(/=\r\n/g, '').replace(/=3D/g, '=')}`;
  };
  return letter.split(/\r\n--/).map(part).join('\n');
}

function settings(data: string, port: number, postgres?: Postgres): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(LIGHTWELL_(?!SITE)|DATABASE_URL)/.test(name));
  return {
    ...Object.fromEntries(inherited),
    LIGHTWELL_DATA: data,
    LIGHTWELL_ADDR: `127.0.0.1:${port}`,
    LIGHTWELL_PUBLIC_URL: `http://127.0.0.1:${port}`,
    ...(postgres && { DATABASE_URL: postgres.url }),
  };
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? found(address.port) : failed(new Error('no port'))));
    });
  });
}

function keepLog(server: ChildProcess, name: string) {
  const folder = resolve(here, '../report/server');
  mkdirSync(folder, { recursive: true });
  const log = createWriteStream(join(folder, `${name}.log`));
  server.stdout?.pipe(log, { end: false });
  server.stderr?.pipe(log, { end: false });
}

async function ready(server: ChildProcess, url: string) {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`lightwell serve ended with ${server.exitCode}: see report/server`);
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((later) => setTimeout(later, 50));
  }
  server.kill('SIGKILL');
  throw new Error('lightwell serve was not ready within 30 s: see report/server');
}

// A server that does not leave when asked politely, for instance because a browser still listens, is a bug worth hearing of.
async function ended(server: ChildProcess) {
  if (server.exitCode !== null) return;
  const exit = new Promise<void>((left) => server.once('exit', () => left()));
  server.kill('SIGTERM');
  let stubborn = false;
  const patience = setTimeout(() => {
    stubborn = true;
    server.kill('SIGKILL');
  }, 15_000);
  await exit;
  clearTimeout(patience);
  if (stubborn) throw new Error('lightwell serve did not end within 15 s of SIGTERM');
}
