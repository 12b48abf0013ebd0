type Properties = Readonly<Record<string, unknown>>;

interface ReadBack {
  readonly id: string;
  /** Outputs that differ from the inputs, or that the inputs do not have. */
  readonly outputs: Properties;
}

const instance = 'aws:ec2/instance:Instance';
const networkInterface = 'aws:ec2/networkInterface:NetworkInterface';
const launchTemplate = 'aws:ec2/launchTemplate:LaunchTemplate';

/**
 * What the AWS provider adds to inputs, and what it reads from AWS after a creation, where the two can disagree: such a
 * difference is a change in the next update. Source: `ec2_instance.go` of terraform-provider-aws 6, and its issue 44768.
 */
export class FakeReadBacks {
  /** Whether each interface drops packets of other addresses, by the id of the interface. */
  readonly #checks = new Map<string, unknown>();
  /** The first interface that a launch template attaches, by the id of the template. */
  readonly #attached = new Map<string, unknown>();
  #instances = 0;

  /** The inputs, completed by the defaults of the provider. */
  withDefaults(type: string, inputs: Record<string, unknown>): Record<string, unknown> {
    return type === instance ? { sourceDestCheck: true, ...inputs } : inputs;
  }

  /** @param id what a resource gets that has no id of its own here */
  create(type: string, id: string, inputs: Properties): ReadBack {
    if (type === networkInterface) this.#checks.set(id, inputs.sourceDestCheck ?? true);
    if (type === launchTemplate) this.#attached.set(id, firstInterface(inputs));
    if (type !== instance) return { id, outputs: {} };
    // Unlike other resources, each instance has an id of its own, so that what refers to a replaced one changes.
    const number = ++this.#instances;
    const attached = this.#attachedTo(inputs);
    // The provider reads the setting from the first interface, but does not write its own to an attached one at creation.
    const sourceDestCheck = attached === undefined ? inputs.sourceDestCheck : this.#checks.get(String(attached));
    return {
      id: `i-${number}`,
      outputs: { sourceDestCheck, primaryNetworkInterfaceId: attached ?? `eni-of-instance-${number}` },
    };
  }

  #attachedTo(inputs: Properties): unknown {
    const { id } = (inputs.launchTemplate ?? {}) as { id?: string };
    return firstInterface(inputs) ?? this.#attached.get(String(id));
  }
}

/** The id of the first interface among inputs of an instance or a launch template that exists before the instance does. */
function firstInterface({ networkInterfaces }: Properties): unknown {
  return (networkInterfaces as readonly { networkInterfaceId?: unknown }[] | undefined)?.[0]?.networkInterfaceId;
}
