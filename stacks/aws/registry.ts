import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { imageLifecycle } from './image-lifecycle.ts';

export interface RegistryArgs {
  /** Every image reference of the configuration. Each one without a registry host gets a repository. */
  readonly images: readonly string[];
  /** False: the repositories and their images are deleted with the stack. */
  readonly protected: boolean;
}

/** The stack's own image repositories. Tags are immutable, so a tag identifies one image. */
export class Registry extends pulumi.ComponentResource {
  private readonly repositories: Readonly<Record<string, aws.ecr.Repository>>;

  constructor(name: string, args: RegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:Registry', name, {}, opts);
    const names = new Set(args.images.filter(isOwn).map((image) => splitReference(image).name));
    this.repositories = Object.fromEntries(
      [...names].map((image) => {
        const repository = new aws.ecr.Repository(
          image,
          {
            name: image,
            imageTagMutability: 'IMMUTABLE',
            imageScanningConfiguration: { scanOnPush: true },
            encryptionConfigurations: [{ encryptionType: 'AES256' }],
            forceDelete: !args.protected,
          },
          { parent: this, protect: args.protected },
        );
        new aws.ecr.LifecyclePolicy(
          image,
          { repository: repository.name, policy: JSON.stringify(imageLifecycle) },
          { parent: this },
        );
        return [image, repository];
      }),
    );
    this.registerOutputs({});
  }

  /** The full reference of an image of the configuration. */
  image(reference: string): pulumi.Output<string> {
    const { name, version } = splitReference(reference);
    const repository = this.repositories[name];
    return repository ? pulumi.interpolate`${repository.repositoryUrl}${version}` : pulumi.output(reference);
  }
}

/** Docker's own rule: a first part with a dot or a port is a registry host. */
function isOwn(reference: string): boolean {
  const [first = '', ...rest] = reference.split('/');
  return rest.length === 0 || !/[.:]/.test(first);
}

function splitReference(reference: string): { name: string; version: string } {
  const [, name = reference, version = ''] = /^(.+?)((?::[^:/@]+)?(?:@sha256:[0-9a-f]+)?)$/.exec(reference) ?? [];
  return { name, version };
}
