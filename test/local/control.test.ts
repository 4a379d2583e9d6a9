import { expect, onTestFinished, test } from 'vitest';
import { sendOrder, startControlServer } from '../../local/control.ts';

test('orders are carried out for whoever has the token, and refusals come back in words', async () => {
  const server = await startControlServer((words) =>
    words[0] === 'status' ? Promise.resolve(`all is ${words[1]}`) : Promise.reject(new Error('no such order')),
  );
  onTestFinished(() => server.close());
  expect(await sendOrder(server, ['status', 'well'])).toBe('all is well');
  await expect(sendOrder(server, ['dance'])).rejects.toThrow('no such order');
  await expect(sendOrder({ ...server, token: 'guessed' }, ['status'])).rejects.toThrow('HTTP 401');
});
