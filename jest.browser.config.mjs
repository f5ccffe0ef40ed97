import usual from './jest.config.mjs';

/** The page in a real browser; apart from the other tests, since not every machine has one. */
export default {
  ...usual,
  testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
  testTimeout: 180_000,
  maxWorkers: 1,
};
