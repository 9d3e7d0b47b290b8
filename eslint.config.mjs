import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

export default defineConfig(
  // What consumers write is compiled as they do, against the package.
  { ignores: ['dist/', 'test/consumers/apps/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // PDJS 1.x takes an empty string, 0 or null as "absent": || is what is meant.
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  // What the relay throws is what a page is told.
  {
    files: ['src/relay/*.ts'],
    rules: { '@typescript-eslint/only-throw-error': ['error', { allow: ['Refusal'] }] },
  },
  { files: ['*.mjs'], rules: { '@typescript-eslint/no-unsafe-assignment': 'off' } },
  { files: ['demo/page/visitors/*.js'], languageOptions: { globals: globals.browser } },
  // The demo page's code runs as it stands, without a build.
  {
    files: ['demo/page/*.js', 'test/browser/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false }, globals: { ...globals.browser, PDJSobj: 'writable' } },
  },
);
