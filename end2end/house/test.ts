// What every journey has at hand: a running house with demo data, the words of its language, and people who come in.
import { type BrowserContext, type BrowserContextOptions, expect, type Page, test as playwright } from '@playwright/test';
import type { Person } from '../cast';
import { slipIn } from './doors';
import { type House, startHouse } from './server';
import { type Language, type Words, wordsIn } from './words';

/** Chosen per project in playwright.config.ts. */
export interface Setting {
  language: Language;
  database: 'sqlite' | 'postgres';
  /** The program itself, one per worker. */
  house: House;
}

interface Visit {
  words: Words;
  /** A browser of their own for that person, signed in, in the language of the project, before any page is opened. */
  comes: (who: Person, options?: BrowserContextOptions) => Promise<Page>;
  /** Nothing a page does may raise a dialog, throw, or complain in the console. */
  nothingBreaks: Watch;
}

export interface Watch {
  over(context: BrowserContext): void;
  /** This test provokes complaints that match, for instance by going offline. */
  forgive(complaint: RegExp): void;
}

export const test = playwright.extend<Visit, Setting>({
  language: ['zh-CN', { option: true, scope: 'worker' }],
  database: ['sqlite', { option: true, scope: 'worker' }],
  house: [
    async ({ database }, use, worker) => {
      const house = await startHouse(`${worker.project.name} ${worker.workerIndex}`.replace(/\W+/g, '-'), database);
      await use(house);
      await house.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  baseURL: async ({ house }, use) => use(house.url),
  words: async ({ language }, use) => use(wordsIn(language)),

  nothingBreaks: [
    async ({}, use) => {
      const complaints: string[] = [];
      const forgiven: RegExp[] = [];
      await use({ over: (context) => listen(context, complaints), forgive: (complaint) => forgiven.push(complaint) });
      expect(complaints.filter((complaint) => !forgiven.some((pattern) => pattern.test(complaint)))).toEqual([]);
    },
    { auto: true },
  ],

  context: async ({ context, nothingBreaks }, use) => {
    nothingBreaks.over(context);
    await use(context);
  },

  comes: async ({ browser, language, nothingBreaks, house }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (who, options = {}) => {
      const context = await browser.newContext({ ...options });
      contexts.push(context);
      nothingBreaks.over(context);
      const page = await context.newPage();
      await slipIn(page, who, language, house.url);
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

function listen(context: BrowserContext, complaints: string[]) {
  context.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('weberror', (error) => complaints.push(`thrown: ${error.error()}`));
  context.on('console', (message) => {
    // The browser notes every refusal it is answered with; what is refused, the journeys themselves look at.
    const refusal = /Failed to load resource: the server responded with a status of 4\d\d/.test(message.text());
    if (message.type() === 'error' && !refusal) complaints.push(`console: ${message.text()}`);
  });
}

export { expect };
