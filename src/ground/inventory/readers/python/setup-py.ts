import type { DependencyReader } from '../../reader.ts';

/** setup.py is a program: only running it would tell what it asks for, and nothing that is scanned is run. */
export const reader: DependencyReader = {
  format: 'python/setup-py',
  wants: (_, name) => name === 'setup.py',
  read(file) {
    const text = Buffer.from(file.bytes.subarray(0, 1024 * 1024)).toString();
    const asks = /\b(?:install_requires|setup_requires|tests_require|extras_require)\b/.exec(text);
    if (asks === null) return undefined;
    const line = text.slice(0, asks.index).split('\n').length;
    return {
      role: 'manifest',
      packages: [],
      problems: [
        {
          kind: 'unsupported',
          line,
          detail: 'What a program asks for is not read: write it into pyproject.toml, or keep a lockfile.',
        },
      ],
    };
  },
};
