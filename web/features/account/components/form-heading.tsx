interface FormHeadingProps {
  readonly title: string;
  readonly text: string;
}

export function FormHeading({ title, text }: FormHeadingProps) {
  return (
    <header className="grid gap-1.5">
      <h1 className="font-semibold text-2xl tracking-[-0.025em]">{title}</h1>
      <p className="text-muted">{text}</p>
    </header>
  );
}
