'use client';

import clsx from 'clsx';
import { Check, ChevronRight } from 'lucide-react';
import { DropdownMenu as Primitive } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';

const item =
  'target flex h-9 select-none items-center gap-2.5 rounded-md px-2.5 text-sm outline-none data-[highlighted]:bg-sunken [&_svg]:size-4 [&_svg]:shrink-0';

/** As high as there is room; then it scrolls. */
const panel =
  'z-30 max-h-(--radix-dropdown-menu-content-available-height) animate-rise overflow-y-auto overscroll-contain rounded-xl border border-line bg-raised p-1.5 shadow-pop print:hidden';

const collisionPadding = 8;

/** Menus belong to the page's content, so that screen readers find them inside a landmark. */
function container(): HTMLElement | null {
  return document.getElementById('main');
}

interface MenuProps {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
}

/** A menu under its trigger. Not modal: the page keeps scrolling, and no styles have to be injected. */
export function Menu({ trigger, children }: MenuProps) {
  return (
    <Primitive.Root modal={false}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <MenuPortal>
        <Primitive.Content
          align="end"
          sideOffset={6}
          collisionPadding={collisionPadding}
          className={clsx(panel, 'min-w-52')}
        >
          {children}
        </Primitive.Content>
      </MenuPortal>
    </Primitive.Root>
  );
}

function MenuPortal({ children }: { readonly children: ReactNode }) {
  return (
    <Primitive.Portal container={typeof document === 'undefined' ? undefined : container()}>
      {children}
    </Primitive.Portal>
  );
}

interface SubmenuProps {
  readonly label: string;
  /** What is chosen in it now. */
  readonly value: string;
  readonly icon: ReactNode;
  readonly children: ReactNode;
}

/** A menu beside an entry of another menu. */
export function Submenu({ label, value, icon, children }: SubmenuProps) {
  return (
    <Primitive.Sub>
      <Primitive.SubTrigger className={clsx(item, 'data-[state=open]:bg-sunken')}>
        {icon}
        <span className="flex-1">{label}</span>
        <span className="text-muted">{value}</span>
        <ChevronRight aria-hidden="true" className="-mr-1 text-muted" />
      </Primitive.SubTrigger>
      <MenuPortal>
        <Primitive.SubContent
          sideOffset={4}
          alignOffset={-6}
          collisionPadding={collisionPadding}
          className={clsx(panel, 'min-w-40')}
        >
          {children}
        </Primitive.SubContent>
      </MenuPortal>
    </Primitive.Sub>
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
  /** Whether the label is shown above the options. Default: true. */
  readonly labelled?: boolean;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[];
  readonly onChange: (value: Value) => void;
}

/** A group of options, one of which is selected. */
export function MenuChoice<Value extends string>({
  label,
  labelled = true,
  value,
  options,
  onChange,
}: MenuChoiceProps<Value>) {
  const choose = (chosen: string) => {
    const option = options.find((known) => known.value === chosen);
    if (option !== undefined) onChange(option.value);
  };
  return (
    <>
      {labelled && (
        <Primitive.Label className="px-2.5 pt-2 pb-1 font-medium text-muted text-xs">{label}</Primitive.Label>
      )}
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

export function MenuSeparator() {
  return <Primitive.Separator className="-mx-1.5 my-1.5 h-px bg-line" />;
}
