# Expected numbers of test_proportion.c, printed by R 4.2.2.
options(digits=15)
for (a in list(c(0,10),c(3,10),c(15,30),c(189,210),c(10,10))) {
 w<-prop.test(a[1],a[2],correct=FALSE)$conf.int; b<-binom.test(a[1],a[2])$conf.int
 cat(a, sprintf("%.15g",c(w,b)),"\n")}
for (a in list(c(0,1),c(7,1),c(135,3.5))) cat(a, sprintf("%.15g",poisson.test(a[1],a[2])$conf.int),"\n")
cat(sprintf("%.15g",poisson.test(7,1,conf.level=.9)$conf.int),"\n")
nw<-function(x1,n1,x2,n2,l=.95){z<-qnorm(1-(1-l)/2);f<-function(x,n)prop.test(x,n,conf.level=l,correct=FALSE)$conf.int
 a<-f(x1,n1);b<-f(x2,n2);p<-x1/n1;q<-x2/n2
 c(p-q-sqrt((p-a[1])^2+(b[2]-q)^2),p-q+sqrt((a[2]-p)^2+(q-b[1])^2))}
cat(sprintf("%.15g",c(nw(56,70,48,80),nw(9,10,3,10),nw(0,10,0,20))),"\n")
# large counts, level 0.99: GSL's own search for these limits gives up
big<-function(x,n) cat(x,n,sprintf("%.15g",c(prop.test(x,n,conf.level=.99,correct=FALSE)$conf.int,binom.test(x,n,conf.level=.99)$conf.int)),"\n")
big(563,100000); big(99437,100000)
cat(sprintf("%.15g",poisson.test(1e6,552.098,conf.level=.99)$conf.int),"\n")
