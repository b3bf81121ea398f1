/**
 * The portal's sign: a shield around a distribution, in the colour of the text around it.
 * @param props - `size` is its height and width in pixels
 */
export function Logo(props: { size: number }) {
  return (
    <svg
      width={props.size}
      height={props.size}
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <path
        strokeWidth={2.2}
        d="M16 2.5 27 6.6V15c0 7.1-4.7 12-11 14.5C9.7 27 5 22.1 5 15V6.6Z"
      />
      <path strokeWidth={2} d="M9.5 20c3.6 0 3.9-9 6.5-9s2.9 9 6.5 9" />
    </svg>
  );
}
