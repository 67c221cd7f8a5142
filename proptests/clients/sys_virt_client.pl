# A client in Perl, with the library's default event loop:  sys_virt_client.pl URI
#
# Looks, changes, fails, hears of events and reads a stream. Prints what it has seen; exit status 0
# when all was as it should be.
use strict;
use warnings;
use Sys::Virt;
use Sys::Virt::Domain;
use Sys::Virt::Event;
use Sys::Virt::Stream;

my $seconds = 30;
my ($uri) = @ARGV;
$SIG{ALRM} = sub { die "no end within $seconds s\n" };
alarm $seconds;

Sys::Virt::Event::register_default();
my $connection = Sys::Virt->new(uri => $uri);
my ($domain) = grep { $_->get_name() eq "test" } $connection->list_all_domains();
die "no domain\n" unless $domain;

my $info = $domain->get_info();
print "info: $info->{state} $info->{maxMem} $info->{nrVirtCpu}\n";
my $tuning = $domain->get_scheduler_parameters();
print "scheduler: ", join(" ", map { "$_=$tuning->{$_}" } sort keys %$tuning), "\n";

eval { $connection->get_network_by_name("nobody") };
die "no error\n" unless ref $@ eq "Sys::Virt::Error";
print "error: ", $@->code(), " ", $@->domain(), " ", $@->message(), "\n";

my @heard;
my $number = $connection->domain_event_register_any(
    undef, Sys::Virt::Domain::EVENT_ID_LIFECYCLE,
    sub { my (undef, $which, $event, $detail) = @_; push @heard, $which->get_name() . " $event" });
$domain->suspend();
$domain->resume();
Sys::Virt::Event::run_default() while @heard < 2;
$connection->domain_event_deregister_any($number);
print "events: ", join(", ", @heard), "\n";

my $size = 0;
my $stream = $connection->new_stream();
$domain->screenshot($stream, 0);
$stream->recv_all(sub { my (undef, $data, $count) = @_; $size += $count; return $count });
$stream->finish();
print "screenshot: $size\n";
