// `npm run look`: pictures of every page for people to look at, in report/look/, and the two of the README.
// `npm run look -- --grep 'zh-CN 390 light'` makes some of them.
import { defineConfig, type PlaywrightTestOptions } from '@playwright/test';
import { chromium } from './house/browsers';
import type { Setting } from './house/test';

export default defineConfig<PlaywrightTestOptions, Setting>({
  testDir: '.',
  testMatch: 'look.ts',
  outputDir: 'report/failures',
  workers: 2,
  timeout: 600_000,
  reporter: 'list',
  use: { launchOptions: chromium, actionTimeout: 15_000 },
  projects: (['zh-CN', 'en'] as const).map((language) => ({ name: language, use: { language, locale: language } })),
});
