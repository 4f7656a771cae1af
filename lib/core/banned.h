/*
 * Included by the compiler before every file (-include): wrong code must not
 * compile.  git's way: a call becomes a name that does not exist.
 */
#ifndef CORE_BANNED_H
#define CORE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BANNED(func)	sorry_##func##_is_a_banned_function

#undef strcpy
#define strcpy(...)	BANNED(strcpy)
#undef strcat
#define strcat(...)	BANNED(strcat)
#undef strncpy
#define strncpy(...)	BANNED(strncpy)
#undef strncat
#define strncat(...)	BANNED(strncat)
#undef sprintf
#define sprintf(...)	BANNED(sprintf)
#undef vsprintf
#define vsprintf(...)	BANNED(vsprintf)
#undef strtok
#define strtok(...)	BANNED(strtok)
#undef atoi
#define atoi(...)	BANNED(atoi)
#undef atol
#define atol(...)	BANNED(atol)
#undef gmtime
#define gmtime(...)	BANNED(gmtime)
#undef localtime
#define localtime(...)	BANNED(localtime)
#undef ctime
#define ctime(...)	BANNED(ctime)
#undef rand
#define rand()		BANNED(rand)
#undef system
#define system(...)	BANNED(system)
#undef popen
#define popen(...)	BANNED(popen)
#undef tmpnam
#define tmpnam(...)	BANNED(tmpnam)

#endif
