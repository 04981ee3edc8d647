// Writes x.gz beside every text file of a folder, so that the server need not compress on each request.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';

const TEXT = /\.(js|css|html|svg|json|txt)$/;
const root = process.argv[2];

for (const name of readdirSync(root, { recursive: true })) {
  if (TEXT.test(name)) {
    const file = join(root, name);
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: constants.Z_BEST_COMPRESSION }));
  }
}
