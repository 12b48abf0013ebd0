import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs as a Lambda function in a private subnet. Asks a public page which address it is asked from, until that is the address of
 * the NAT instance. Lambda reports the error of a check that fails, and `pulumi up` shows it.
 *
 * @param {{ url: string, address: string, instance: string, seconds: number, pauseSeconds: number }} event `url` answers with the
 *   address of its client; `seconds` is how long the set-up of the instance may take
 */
export async function handler({ url, address, instance, seconds, pauseSeconds }) {
  const end = Date.now() + seconds * 1000;
  let seen = await askFor(url);
  while (seen !== address && Date.now() < end) {
    await sleep(pauseSeconds * 1000);
    seen = await askFor(url);
  }
  if (seen === address) return { address };
  throw new Error(
    `The NAT instance ${instance} does not forward. After ${seconds} s, ${url} was not asked from ${address}: ${seen}. ` +
      `Its log: aws ec2 get-console-output --latest --output text --instance-id ${instance}`,
  );
}

/**
 * The address in the answer, or why there is none. Each request opens a connection of its own, so none uses an older route.
 *
 * @param {string} url
 */
async function askFor(url) {
  try {
    const response = await fetch(url, { headers: { connection: 'close' }, signal: AbortSignal.timeout(5000) });
    return (await response.text()).trim();
  } catch (error) {
    // fetch hides the reason of a failed connection in its cause.
    const { code } = /** @type {{ cause?: { code?: string } }} */ (error).cause ?? {};
    return code ?? String(error);
  }
}
