// Where benches keep what they measured: bench/results/<name>/<commit>.json, with the machine it was measured on.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

export function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

export function keepResult(name, result, sizes) {
  const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const commit = git('rev-parse', '--short=12', 'HEAD');
  const changed = git('status', '--porcelain', '--', 'src', 'migrations', 'package.json').length > 0;
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
  };
  const kept = { name, commit, changed, measuredAt: new Date().toISOString(), machine, sizes, ...result };
  const folder = join('bench', 'results', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${commit}.json`), `${JSON.stringify(kept, null, 2)}\n`);
  console.log(process.argv.includes('--json') ? JSON.stringify(kept) : JSON.stringify(kept, null, 2));
}
