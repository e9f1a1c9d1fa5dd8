// Somebody new: invited by the customer admin, in by the letter, out when deactivated; and the archive that tells who is whose.
import { chenLi, hanBing, linWan, sunHao, wangLi } from '../cast';
import { field } from '../house/deeds';
import { expect, test } from '../house/test';

test('a colleague is invited, sets a password by the letter, signs in, and is deactivated', async ({ comes, words, house, page: guest }) => {
  test.setTimeout(120_000);
  const admin = await comes(wangLi);
  const email = `fang.${Date.now()}@qsh.example`;
  await admin.goto('/coverage');
  await admin.getByRole('link', { name: new RegExp(`^${words('people.colleagues')}`) }).click();
  await expect(admin.getByRole('link', { name: '李强' })).toBeVisible();
  await expect(admin.getByText(sunHao.name)).toHaveCount(0);
  await admin.getByRole('link', { name: words('people.invite_colleague') }).click();
  await field(admin, words('people.name')).fill('方圆');
  await field(admin, words('people.email')).fill('fang');
  await field(admin, words('people.role')).selectOption('customer');
  await admin.getByRole('button', { name: words('people.send_invitation') }).click();
  await expect(admin.getByText(words('flaws.not_an_email'))).toBeVisible();
  await expect(field(admin, words('people.name'))).toHaveValue('方圆');
  await field(admin, words('people.email')).fill(email);
  await admin.getByRole('button', { name: words('people.send_invitation') }).click();
  await expect(admin.getByText(words('people.done_invited'))).toBeVisible();

  await expect.poll(() => house.letters(email).length, { timeout: 20_000 }).toBe(1);
  const link = /http:\/\/\S+\/invitation\/[0-9a-f]{64}/.exec(house.letters(email)[0])![0];
  await guest.goto(link);
  await expect(guest.getByText(email)).toBeVisible();
  const password = '只有方圆知道的一句话';
  await field(guest, words('people.password')).fill('short');
  await field(guest, words('people.password_again')).fill('short');
  await guest.getByRole('button', { name: words('people.set_password') }).click();
  await expect(guest.getByText(words('flaws.too_short', { least: 8 }))).toBeVisible();
  await field(guest, words('people.password')).fill(password);
  await field(guest, words('people.password_again')).fill(password);
  await guest.getByRole('button', { name: words('people.set_password') }).click();
  await expect(guest).toHaveURL(`${house.url}/`);
  await expect(guest.getByText('方圆').first()).toBeAttached(); // on a phone the menu holds it

  await guest.goto(link);
  await expect(guest.getByText(words('words.refusal_link_used'), { exact: true })).toBeVisible();

  await admin.reload();
  await admin.getByRole('button', { name: words('people.deactivate'), exact: true }).click();
  await expect(admin.getByText(words('people.done_deactivated'))).toBeVisible();
  await guest.goto('/cases');
  await expect(guest).toHaveURL(/sign-in/);
  await field(guest, words('sign_in.email')).fill(email);
  await field(guest, words('sign_in.password')).fill(password);
  await guest.getByRole('button', { name: words('sign_in.submit'), exact: true }).click();
  await expect(guest.getByText(words('words.refusal_credentials'))).toBeVisible();
});

test('a manager keeps the archive of a customer, who reads it, and the dedicated engineer is offered first', async ({ comes, words }) => {
  test.setTimeout(120_000);
  const manager = await comes(chenLi);
  await manager.goto('/manage');
  await manager.getByRole('main').getByRole('link', { name: new RegExp(`^${words('archive.organisations')}`) }).click();
  await manager.getByRole('link', { name: '青山湖水务集团' }).click();
  await manager.getByRole('link', { name: words('archive.edit') }).click();
  await field(manager, words('archive.dedicated')).selectOption({ label: hanBing.name });
  await field(manager, words('archive.deputy')).selectOption('');
  await manager.getByRole('button', { name: words('archive.dedicated_save') }).click();
  await expect(manager.getByText(words('archive.saved'))).toBeVisible();
  const contacts = manager.locator('#contact');
  await contacts.getByText(words('archive.add_contact')).click();
  const form = contacts.locator('form').last();
  await field(form, words('archive.contact_name')).fill('蒋工');
  await form.getByRole('button', { name: words('archive.save') }).click();
  await expect(contacts.getByText(words('flaws.empty'))).toBeVisible();
  await field(form, words('archive.phone')).fill('0571 8600 2222');
  await form.getByRole('button', { name: words('archive.save') }).click();
  await expect(contacts.getByText('0571 8600 2222')).toBeVisible();

  const admin = await comes(wangLi);
  await admin.goto('/coverage');
  await admin.getByRole('link', { name: new RegExp(`^${words('archive.title')}`) }).click();
  await expect(admin.getByText('蒋工')).toBeVisible();
  await expect(admin.getByRole('link', { name: words('archive.edit') })).toHaveCount(0);

  const secretary = await comes(linWan);
  await secretary.goto('/dispatch');
  const row = secretary.getByRole('listitem').filter({ hasText: '青山湖水务集团' }).first();
  await expect(row.getByRole('option').nth(1)).toHaveText(words.like('dispatch.engineer_dedicated', { name: hanBing.name }));
});
