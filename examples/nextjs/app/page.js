export default function Page() {
  return <p>PATCH /edge/[id] and /node/[id] update an integration.</p>;
}
