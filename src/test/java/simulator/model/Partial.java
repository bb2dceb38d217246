package simulator.model;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;

/** A large interface of which a model has only the methods that are called; the others say that they are not there. */
final class Partial implements InvocationHandler {
    private final Object methods;
    private final Map<Method, Method> known = new HashMap<>();

    private Partial(Object methods) {
        this.methods = methods;
    }

    /** @param methods an object whose public methods have the names and parameters of those of the interface */
    static <T> T of(Class<T> type, Object methods) {
        return type.cast(java.lang.reflect.Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Partial(methods)));
    }

    @Override
    public Object invoke(Object proxy, Method called, Object[] arguments) throws Throwable {
        Method method = known.computeIfAbsent(called, this::find);
        if (method == null && called.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, called, arguments);
        }
        if (method == null) {
            throw new UnsupportedOperationException("the model has no " + called);
        }
        try {
            return method.invoke(methods, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private Method find(Method called) {
        try {
            Method method = methods.getClass().getMethod(called.getName(), called.getParameterTypes());
            method.setAccessible(true);
            return Modifier.isStatic(method.getModifiers()) ? null : method;
        } catch (NoSuchMethodException none) {
            return null;
        }
    }
}
