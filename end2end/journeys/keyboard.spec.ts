// The report by keyboard alone, with the focus always in sight.
import { expect, type Locator, type Page } from '@playwright/test';
import { database, liQiang } from '../cast';
import { caseAddress, field, severity } from '../house/deeds';
import { test } from '../house/test';

test('a fault can be reported by keyboard alone', async ({ comes, words }) => {
  const page = await comes(liQiang);
  await page.goto('/cases/new');
  await expect(page.getByText(words('report.draft_unsaved'))).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: words('common.skip') })).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, field(page, words('report.serial')));
  await page.keyboard.type(database.serial);
  await tabTo(page, severity(page, words, 1));
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await expect(severity(page, words, 2)).toBeChecked();
  await tabTo(page, field(page, words('report.title_label')));
  await page.keyboard.type('Only the keyboard works');
  await tabTo(page, page.getByRole('button', { name: words('report.submit') }));
  await page.keyboard.press('Enter');
  // The summary of flaws takes the focus, and its link leads to the field.
  await expect(page.getByRole('alert')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(field(page, words('report.description'))).toBeFocused();
  await page.keyboard.type('The mouse is broken.');
  await tabTo(page, page.getByRole('button', { name: words('report.submit') }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(caseAddress);
});

async function tabTo(page: Page, target: Locator) {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) {
      expect(await outlined(target), 'the focus is in sight').toBe(true);
      return;
    }
  }
  throw new Error(`${target} was not reached by the keyboard`);
}

/** The control or the card around it shows an outline. */
function outlined(target: Locator) {
  return target.evaluate((element) => {
    const shown = (each: Element) => getComputedStyle(each).outlineStyle !== 'none' || getComputedStyle(each).boxShadow !== 'none';
    return shown(element) || (element.closest('label') !== null && shown(element.closest('label')!));
  });
}
