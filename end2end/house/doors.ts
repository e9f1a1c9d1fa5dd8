// Coming in: signing in with one click of the demo, and choosing the language.
import { expect, type Page } from '@playwright/test';
import type { Person } from '../cast';
import { type Language, wordsIn } from './words';

/** Signs in on the sign-in page, in whatever language it is shown, and reads on in `language`. */
export async function enter(page: Page, who: Person, language: Language) {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: who.name }).click();
  await expect(page).not.toHaveURL(/sign-in/);
  await speak(page, language);
}

/** Switches the language, if the page is in the other one. */
export async function speak(page: Page, language: Language) {
  const shown = (await page.locator('html').getAttribute('lang')) as Language;
  if (shown === language) return;
  await page.getByRole('button', { name: wordsIn(shown)('common.language_switch_label') }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}
