/*
 * Addresses below the base domain that nobody may have (hostname.h): what mail,
 * DNS, browsers and people take for the provider's own.
 */
#include "core/hostname.h"

#include <stddef.h>

static const char *const words[] = {
	/* hosts of the provider's and of protocols */
	"www", "www1", "www2", "web", "ftp", "sftp", "ssh", "vpn", "proxy",
	"gateway", "router", "firewall", "localhost", "local", "host",
	"server", "cluster", "node", "backup", "backups", "mirror",
	"database", "mysql", "mariadb", "redis", "monitor", "monitoring",
	"metrics", "grafana", "prometheus", "log", "logs", "git", "ntp",
	"time", "ldap", "radius", "cdn", "static", "assets", "files",
	"download", "downloads", "upload", "uploads", "media", "images",
	/* mail and names */
	"mail", "mail1", "mail2", "email", "webmail", "smtp", "imap", "pop",
	"pop3", "mx1", "mx2", "lists", "bounce", "bounces", "newsletter",
	"dns", "dns1", "dns2", "ns1", "ns2", "ns3", "ns4", "autoconfig",
	"autodiscover", "wpad", "isatap", "dkim", "dmarc", "spf", "mta-sts",
	/* role accounts (RFC 2142) and who certificates are given to */
	"admin", "administrator", "administrador", "root", "hostmaster",
	"postmaster", "webmaster", "abuse", "noc", "security", "seguridad",
	"ssladmin", "ssladministrator", "sslwebmaster", "sysadmin", "is",
	"it", "info", "marketing", "sales", "ventas", "usenet", "news",
	"uucp", "mailer-daemon", "nobody", "noreply", "no-reply",
	"support", "soporte", "help", "ayuda", "helpdesk", "service",
	/* pages of this product and of its provider */
	"olvido", "panel", "portal", "api", "erase", "push", "chat",
	"widget", "app", "apps", "account", "accounts", "cuenta", "cuentas",
	"billing", "factura", "facturas", "invoice", "invoices", "pay",
	"payment", "payments", "pago", "pagos", "shop", "store", "tienda",
	"signup", "sign-up", "register", "registro", "alta", "login",
	"log-in", "signin", "sign-in", "logout", "auth", "oauth", "sso",
	"id", "identity", "password", "reset", "verify", "verification",
	"confirm", "secure", "trust", "status", "estado", "health",
	"provider", "proveedor", "hosting", "partner", "partners",
	"about", "blog", "docs", "documentation", "legal", "terms",
	"privacy", "privacidad", "imprint", "contact", "contacto", "careers",
	"jobs", "press", "community", "forum", "wiki",
	/* not yet, and never a customer's */
	"test", "testing", "prueba", "demo", "dev", "devel", "staging",
	"stage", "preview", "beta", "alpha", "sandbox", "example",
	"ejemplo", "sample", "default", "null", "undefined", "internal",
	"intranet", "private", "public", "system", "official", "oficial",
};

const char *
hostname_reserved(unsigned i)
{
	return (i < sizeof(words) / sizeof(words[0]) ? words[i] : NULL);
}
