/** The registry of a node, through its port on this machine's loopback. */
export class LocalRegistry {
  readonly port: number;

  constructor(port: number) {
    this.port = port;
  }

  /** Whether it has an image, such as `taskyard/web:0.1.0`. */
  async has(image: string): Promise<boolean> {
    const [name, tag] = image.split(':');
    const { status } = await fetch(`http://127.0.0.1:${this.port}/v2/${name}/manifests/${tag}`, {
      method: 'HEAD',
      headers: { accept: 'application/vnd.docker.distribution.manifest.v2+json' },
    });
    return status === 200;
  }
}
