import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

/** What a first visit of the day may load, gzipped; charts come on demand. */
const FIRST_LOAD_BYTES = 400 * 1024;
const FIRST_PAGE = 'MyDayPage.tsx';
/** The words of the language that most read. */
const FIRST_WORDS = 'locales/zh-cn-first.ts';

/** Ends the build when the first page has grown beyond what is allowed. */
export function firstLoadBudget(): Plugin {
  return {
    name: 'first-load-budget',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file): file is Rolldown.OutputChunk => file.type === 'chunk');
      const first = chunks.filter(
        (chunk) => chunk.isEntry || [FIRST_PAGE, FIRST_WORDS].some((file) => chunk.facadeModuleId?.endsWith(file)),
      );
      if (first.filter((chunk) => !chunk.isEntry).length < 2)
        this.error(`${FIRST_PAGE} or ${FIRST_WORDS} is in no chunk of its own: the first load cannot be weighed.`);
      const bytes = [...reach(first, bundle)].reduce((sum, name) => sum + gzipSync(contentOf(bundle[name])).length, 0);
      if (bytes > FIRST_LOAD_BYTES)
        this.error(`The first load is ${kilobytes(bytes)} gzipped, allowed are ${kilobytes(FIRST_LOAD_BYTES)}. Load something later.`);
      this.info(`first load ${kilobytes(bytes)} gzipped`);
    },
  };
}

/** The files that chunks load before they run: what they import, and its style sheets. */
function reach(chunks: readonly Rolldown.OutputChunk[], bundle: Rolldown.OutputBundle): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (chunk: Rolldown.OutputChunk): void => {
    if (names.has(chunk.fileName)) return;
    names.add(chunk.fileName);
    for (const css of chunk.viteMetadata?.importedCss ?? []) names.add(css);
    for (const name of chunk.imports) {
      const next = bundle[name];
      if (next?.type === 'chunk') visit(next);
    }
  };
  for (const chunk of chunks) visit(chunk);
  return names;
}

function contentOf(file: Rolldown.OutputBundle[string] | undefined): string | Uint8Array {
  if (file === undefined) return '';
  return file.type === 'chunk' ? file.code : file.source;
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1024)} KB`;
}

/** Writes every larger text file also compressed, so that the server only has to send it. */
export function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle({ dir }) {
      if (dir === undefined) return;
      for (const path of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
        const file = join(dir, path);
        if (!/\.(?:js|css|svg)$/.test(path) || statSync(file).size < 1024) continue;
        const content = readFileSync(file);
        writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
        writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
      }
    },
  };
}
