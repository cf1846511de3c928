import axios from 'axios';

const http = axios.create({ baseURL: process.env.MAIL_API_URL, timeout: 8_000 });

export async function sendMail(to: string, subject: string) {
  await http.post('/v1/messages', { to, subject });
}
