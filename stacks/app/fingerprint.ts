import { createHash } from 'node:crypto';
import * as pulumi from '@pulumi/pulumi';

/**
 * A short hash of public text, as an annotation of pods that read the text only at their start: they roll when it changes.
 *
 * Never of a secret: the hash of a weak secret can be guessed, and an output that derives from a secret would hide the whole pod
 * in previews. For generated passwords, their generation is the annotation.
 */
export function fingerprint(...texts: readonly pulumi.Input<string>[]): pulumi.Output<string> {
  return pulumi
    .all([...texts])
    .apply((known) => createHash('sha256').update(JSON.stringify(known)).digest('hex').slice(0, 16));
}
