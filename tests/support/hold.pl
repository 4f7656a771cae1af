#!/usr/bin/perl
# hold.pl KIND SOCKET WORD: half a request with the word in it, held open until this
# is killed, so that the word stands in a program's memory: fcgi (parameters without
# their end), lmtp (a mail without its end), http (a head without its end). Says "held" when it is sent.
use strict;
use warnings;
use IO::Socket::UNIX;
use IO::Socket::INET;

my ($kind, $path, $word) = @ARGV;
my $s = $path =~ m{^/} ? IO::Socket::UNIX->new(Peer => $path) : IO::Socket::INET->new(PeerAddr => $path);
die "no socket: $!" unless $s;
$s->autoflush(1);
sub record { my ($type, $data) = @_; pack('CCnnCx', 1, $type, 1, length $data, 0) . $data }
if ($kind eq 'fcgi') {
	my $params = '';
	my %env = (REQUEST_METHOD => 'GET', REQUEST_URI => "/$word", QUERY_STRING => '', HTTP_HOST => 'demo.localhost', HTTP_X => $word);
	$params .= pack('CC', length $_, length $env{$_}) . $_ . $env{$_} for sort keys %env;
	print $s record(1, pack('nCx5', 1, 0)), record(4, $params);
} elsif ($kind eq 'lmtp') {
	<$s>;
	for my $line ("LHLO x", "MAIL FROM:<x\@y.example>", "RCPT TO:<support\@demo.localhost>", "DATA") {
		print $s "$line\r\n";
		while (<$s>) { last if /^\d{3} / }
	}
	print $s "Subject: x\r\n\r\n$word\r\n" x 50;
} else {
	print $s "GET /x HTTP/1.1\r\nHost: demo.localhost\r\nX: $word\r\n";
}
select undef, undef, undef, 0.3;
$| = 1;
print "held\n";
sleep 100;
