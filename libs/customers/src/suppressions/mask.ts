/** `w***@example.com`, `138****00`: enough to recognise one's own, too little for anybody else. */
export const maskAddress = (address: string): string =>
  address.includes('@') ? address.replace(/^(.)[^@]*(?=@)/u, '$1***') : address.replace(/^(\+?\d{3,5}).*(\d{2})$/u, '$1****$2');
