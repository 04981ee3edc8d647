import { Link } from 'wouter';

export function NotFound() {
  return (
    <div className="page-body">
      <h1 className="sr">Not found</h1>
      <p>
        There is no page here. <Link href="/">Go home</Link>.
      </p>
    </div>
  );
}
