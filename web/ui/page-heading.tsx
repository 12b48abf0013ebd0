interface PageHeadingProps {
  readonly title: string;
  readonly text: string;
}

export function PageHeading({ title, text }: PageHeadingProps) {
  return (
    <div className="pb-5">
      <h1 className="font-semibold text-xl tracking-[-0.02em]">{title}</h1>
      <p className="text-muted text-sm">{text}</p>
    </div>
  );
}
