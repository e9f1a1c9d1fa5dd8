// What people do on pages, in the words of the page.
import { expect, type Locator, type Page } from '@playwright/test';
import type { Words } from './words';

export interface Fault {
  serial?: string;
  severity?: 1 | 2 | 3 | 4;
  title?: string;
  description?: string;
  phone?: string;
}

export const caseAddress = /\/cases\/(C-\d{8}-\d{4,})$/;

/** The control of a label; what follows the label's text, such as "(optional)", does not matter. */
export function field(page: Page | Locator, label: string): Locator {
  const named = page.getByLabel(new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
  return named.and(page.locator('input, select, textarea'));
}

/** Types into the report form; fields that are not named stay as they are. */
export async function fillIn(page: Page, words: Words, fault: Fault) {
  if (fault.serial !== undefined) await field(page, words('report.serial')).fill(fault.serial);
  if (fault.severity !== undefined) await severity(page, words, fault.severity).check();
  if (fault.title !== undefined) await field(page, words('report.title_label')).fill(fault.title);
  if (fault.description !== undefined) await field(page, words('report.description')).fill(fault.description);
  if (fault.phone !== undefined) await field(page, words('report.contact_phone')).fill(fault.phone);
}

export function severity(page: Page, words: Words, level: 1 | 2 | 3 | 4): Locator {
  return page.getByRole('group', { name: words('report.severity') }).getByRole('radio').nth(level - 1);
}

export async function send(page: Page, words: Words) {
  await page.getByRole('button', { name: words('report.submit') }).click();
}

/** Holds back what the page asks for at such addresses; the answer lets it go. */
export async function held(page: Page, address: RegExp): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((go) => (release = go));
  await page.route(address, async (route) => (await released, route.continue()));
  return release;
}

/** Reports a fault and gives the number of the case, whose page is open then. */
export async function report(page: Page, words: Words, fault: Required<Omit<Fault, 'phone'>>): Promise<string> {
  await page.goto('/cases/new');
  await fillIn(page, words, fault);
  await send(page, words);
  await expect(page).toHaveURL(caseAddress);
  return numberOf(page);
}

/** The number in the address of a case's page. */
export function numberOf(page: Page): string {
  const number = caseAddress.exec(new URL(page.url()).pathname)?.[1];
  if (!number) throw new Error(`${page.url()} is no case`);
  return number;
}

type Deed = 'accept' | 'respond' | 'set_out' | 'arrive' | 'pause' | 'resume' | 'restore' | 'resolve' | 'note' | 'severity';

/** What the history says of each act. */
const told: Record<Deed, string> = {
  accept: 'words.did_accepted',
  respond: 'words.did_responded',
  set_out: 'words.did_set_out',
  arrive: 'words.did_arrived',
  pause: 'words.did_paused',
  resume: 'words.did_resumed',
  restore: 'words.did_restored',
  resolve: 'words.did_resolved',
  note: 'words.did_noted',
  severity: 'words.did_severity',
};

/** Entries of the history that tell of that act. */
export function entries(page: Page, words: Words, deed: Deed): Locator {
  return page.getByRole('listitem').filter({ hasText: words.like(told[deed]) });
}

/** Carries out an act on the page of a case and waits until the history tells of it. */
export async function act(page: Page, words: Words, deed: Deed, typed: Typed = {}) {
  const before = await entries(page, words, deed).count();
  const form = await formOf(page, words, deed);
  await typeInto(form, words, deed, typed);
  await form.getByRole('button', { name: words(`cases.act_${deed}`), exact: true }).click();
  await expect(entries(page, words, deed)).toHaveCount(before + 1);
}

export interface Typed {
  words?: string;
  cause?: string;
  done?: string;
  /** The value of the choice. */
  minutes?: string;
  severity?: string;
}

/** A countdown ticks: the page has come alive, and what follows is done by scripts. */
export async function comesAlive(page: Page) {
  const clock = page.getByRole('timer').filter({ hasText: /\d+:\d\d:\d\d/ }).first();
  await expect(clock).not.toHaveText(await clock.innerText());
}

/** The form of an act: the next one stands open, the others are folded. */
export async function formOf(page: Page, words: Words, deed: string): Promise<Locator> {
  const button = page.getByRole('button', { name: words(`cases.act_${deed}`), exact: true });
  const fold = page.locator('details').filter({ has: page.locator('summary').filter({ hasText: words(`cases.more_${deed}`) }) }).last();
  await button.or(fold.locator('summary')).first().waitFor();
  // Not by the button: while a form is being sent, it says so instead of its name.
  if (!(await button.isVisible()) && !(await fold.evaluate((fold) => (fold as HTMLDetailsElement).open))) await fold.locator('summary').click();
  return page.locator('form').filter({ has: button });
}

export async function typeInto(form: Locator, words: Words, deed: Deed, typed: Typed) {
  if (typed.minutes !== undefined) await field(form, words('cases.minutes_label')).selectOption(typed.minutes);
  if (typed.severity !== undefined) await field(form, words('cases.severity_label')).selectOption(typed.severity);
  if (typed.words !== undefined) await field(form, words(`cases.words_${deed}`)).fill(typed.words);
  if (typed.cause !== undefined) await field(form, words('cases.cause')).fill(typed.cause);
  if (typed.done !== undefined) await field(form, words('cases.done')).fill(typed.done);
}

/** The secretary gives the case to that engineer. */
export async function assign(page: Page, words: Words, number: string, engineer: string) {
  await page.goto('/dispatch');
  const row = page.getByRole('listitem').filter({ hasText: number });
  const choice = row.getByLabel(words('dispatch.assign_to'));
  const value = await choice.getByRole('option', { name: engineer }).getAttribute('value');
  await choice.selectOption(value);
  await row.getByRole('button', { name: words('dispatch.assign'), exact: true }).click();
  await expect(row.filter({ hasText: engineer }).getByText(words('dispatch.reassign')).first()).toBeVisible();
}

/** From a case nobody has to one that awaits the customer's word, by the shortest way. */
export async function resolve(engineer: Page, words: Words, number: string) {
  await engineer.goto(`/cases/${number}`);
  await act(engineer, words, 'accept');
  await act(engineer, words, 'respond', { words: '已收到，正在处理。' });
  await act(engineer, words, 'resolve', { cause: '阵列卡电池失效', done: '更换电池并校验缓存' });
}

/** Says something on the page of a case. */
export async function comment(page: Page, words: Words, said: string) {
  await field(page, words('cases.comment')).fill(said);
  await page.getByRole('button', { name: words('cases.comment_send'), exact: true }).click();
}

/** Answers all eight questions with that grade. */
export async function grade(page: Page, words: Words, grade: 'excellent' | 'good' | 'fair' | 'poor', comment: string) {
  const name = new RegExp(`^${words(`words.grade_${grade}`)}`);
  const questions = page.getByRole('group').filter({ has: page.getByRole('radio', { name }) });
  await expect(questions).toHaveCount(8);
  for (const question of await questions.all()) await question.getByRole('radio', { name }).check();
  await page.getByRole('textbox').last().fill(comment);
  await page.getByRole('button', { name: words('survey.submit'), exact: true }).click();
}
