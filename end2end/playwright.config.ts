// Which browsers walk which journeys. The main journey is walked by all eight: JavaScript on and off × desktop and phone ×
// Chinese and English; the details are dealt out, so that every pair of settings is met and the run stays short.
import { defineConfig, type PlaywrightTestOptions, type Project } from '@playwright/test';
import { chromium, desktop, phone } from './house/browsers';
import type { Setting } from './house/test';

const main = ['whole-journey'];
const reading = ['access', 'countdown', 'expired-session', 'knowledge', 'language', 'notices', 'policies', 'sign-in'];
const writing = [
  'announcements', 'articles', 'bad-days', 'bad-input', 'contracts', 'import-lists', 'inspections', 'invitation', 'refuse-and-reopen',
  'report-fault', 'satisfaction', 'serial-number', 'service-report', 'survey-by-link', 'surveys',
];
const scripted = ['keyboard', 'live'];
const scriptless = { javaScriptEnabled: false };

export default defineConfig<PlaywrightTestOptions, Setting>({
  testDir: 'journeys',
  outputDir: 'report/failures',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // A machine that runs other things beside may miss a second; what is wrong is wrong three times.
  retries: process.env.CI ? 2 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['html', { outputFolder: 'report/html', open: 'never' }]],
  use: { launchOptions: chromium, screenshot: 'only-on-failure', actionTimeout: 15_000 },
  projects: [
    walk('zh desktop', [...main, ...reading, ...writing, ...scripted], { language: 'zh-CN', ...desktop }),
    walk('en phone', [...main, 'keyboard'], { language: 'en', ...phone }),
    walk('zh phone', [...main, 'every-page'], { language: 'zh-CN', ...phone }),
    walk('en desktop', [...main, 'print'], { language: 'en', ...desktop }),
    walk('en desktop, no JavaScript', [...main, ...reading], { language: 'en', ...desktop, ...scriptless }),
    walk('zh phone, no JavaScript', [...main, ...writing], { language: 'zh-CN', ...phone, ...scriptless }),
    walk('zh desktop, no JavaScript', main, { language: 'zh-CN', ...desktop, ...scriptless }),
    walk('en phone, no JavaScript', main, { language: 'en', ...phone, ...scriptless }),
    walk('zh desktop, PostgreSQL', main, { language: 'zh-CN', database: 'postgres', ...desktop }),
  ],
});

type Use = Partial<PlaywrightTestOptions> & Partial<Setting>;

function walk(name: string, journeys: string[], use: Use & Pick<Setting, 'language'>): Project<PlaywrightTestOptions, Setting> {
  return { name, testMatch: journeys.map((journey) => `${journey}.spec.ts`), use: { ...use, locale: use.language } };
}
