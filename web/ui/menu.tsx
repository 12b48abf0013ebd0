'use client';

import clsx from 'clsx';
import { Check } from 'lucide-react';
import { DropdownMenu as Primitive } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';

const item =
  'flex h-9 select-none items-center gap-2.5 rounded-md px-2.5 text-sm outline-none data-[highlighted]:bg-sunken [&_svg]:size-4';

interface MenuProps {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
}

/** A menu under its trigger. Not modal: the page keeps scrolling, and no styles have to be injected. */
export function Menu({ trigger, children }: MenuProps) {
  return (
    <Primitive.Root modal={false}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align="end"
          sideOffset={6}
          collisionPadding={12}
          className="z-30 min-w-52 animate-rise rounded-xl border border-line bg-raised p-1.5 shadow-pop"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

interface MenuItemProps extends ComponentProps<typeof Primitive.Item> {
  readonly danger?: boolean;
}

export function MenuItem({ danger = false, className, ...rest }: MenuItemProps) {
  return (
    <Primitive.Item
      {...rest}
      className={clsx(item, danger && 'text-danger data-[highlighted]:bg-danger-soft', className)}
    />
  );
}

interface MenuChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[];
  readonly onChange: (value: Value) => void;
}

/** A labelled group of options, one of which is selected. */
export function MenuChoice<Value extends string>({ label, value, options, onChange }: MenuChoiceProps<Value>) {
  const choose = (chosen: string) => {
    const option = options.find((known) => known.value === chosen);
    if (option !== undefined) onChange(option.value);
  };
  return (
    <>
      <MenuLabel>{label}</MenuLabel>
      <Primitive.RadioGroup value={value} onValueChange={choose} aria-label={label}>
        {options.map((option) => (
          <Primitive.RadioItem key={option.value} value={option.value} className={item}>
            <span className="flex flex-1 items-center gap-2.5">{option.label}</span>
            <Primitive.ItemIndicator>
              <Check aria-hidden="true" className="text-accent" />
            </Primitive.ItemIndicator>
          </Primitive.RadioItem>
        ))}
      </Primitive.RadioGroup>
    </>
  );
}

function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <Primitive.Label className="px-2.5 pt-2 pb-1 font-medium text-muted text-xs">{children}</Primitive.Label>;
}

export function MenuSeparator() {
  return <Primitive.Separator className="-mx-1.5 my-1.5 h-px bg-line" />;
}
