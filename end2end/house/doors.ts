// Coming in: signing in with one click of the demo, or past the pages, and choosing the language.
import { expect, type Page } from '@playwright/test';
import { password, type Person } from '../cast';
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

/** Signs in and chooses the language by two requests: quicker than two pages, for journeys that are about something else. */
export async function slipIn(page: Page, who: Person, language: Language, origin: string) {
  const post = async (path: string, form: Record<string, string>) => {
    const answer = await page.request.post(path, { form, headers: { origin, 'sec-fetch-site': 'same-origin' }, maxRedirects: 0 });
    expect(answer.status(), path).toBe(303);
  };
  await post('/sign-in', { email: who.email, password });
  await post('/language', { language, next: '/' });
}
